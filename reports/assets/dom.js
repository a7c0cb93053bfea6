const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const root = document.documentElement;

// el makes an element; text is never markup.
function el(tag, className, ...content) {
  const e = document.createElement(tag);
  if (className) e.className = className;
  e.append(...content);
  return e;
}

function button(className, text, act) {
  const b = el('button', className, text);
  b.type = 'button';
  b.addEventListener('click', act);
  return b;
}

function svgEl(tag, attributes, text) {
  const e = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  if (text !== undefined) e.textContent = text;
  return e;
}

function link(className, text, href) {
  const a = el('a', className, text);
  a.href = href;
  if (!href.startsWith('#')) a.rel = 'noopener noreferrer';
  return a;
}

// setAddress changes the part of the address after #, where the browser lets a
// file do so.
function setAddress(hash) {
  try {
    history.replaceState(null, '', hash || location.pathname + location.search);
  } catch { /* the page works without */ }
}

const token = (name) => getComputedStyle(root).getPropertyValue(name).trim();
const bdi = (text) => el('bdi', '', text);
