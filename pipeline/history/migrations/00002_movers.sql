-- Version 2: the movers of a run stand beside its events, for lists of runs.
-- Runs of before tested nothing, so they have none.
-- +goose Up
PRAGMA user_version = 2;

ALTER TABLE said ADD COLUMN movers TEXT NOT NULL DEFAULT '[]';
