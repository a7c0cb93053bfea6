package corpus

import "regexp"

// What servers answer to the Protocol for Metadata Harvesting of the Open
// Archives Initiative, version 2.0: records of a header and metadata, whose
// form each record shows itself. Those of arXiv (arxivoai.go) and Dublin Core
// (oaidc.go) are read.
var oaiPMH = xmlShape{
	roots:   []string{"OAI-PMH", "ListRecords", "GetRecord", "Records", "records", "record"},
	marks:   []string{"www.openarchives.org/OAI/"},
	records: []string{"record"},
	nests:   true, // MARC has records inside of records
	paper:   oaiPaper,
}

func openOAI(s *stream, o Options, in *Input) (splitter, parser) {
	head, _ := s.text.Peek(headSize)
	if m := oaiError.FindSubmatch(head); m != nil && string(m[1]) != "noRecordsMatch" {
		in.Warnings = append(in.Warnings, "the source answered with an error: "+shorten(string(m[1])+" "+string(m[2])))
	}
	return oaiPMH.open(s, o, in)
}

// oaiError is the answer to a question that the server does not take.
var oaiError = regexp.MustCompile(`<error\s+code=["'](\w+)["']\s*>?([^<]*)`)

func oaiPaper(rec, _ *element) (Paper, *flaw) {
	header := rec.kid("header")
	id := header.words("identifier")
	if header.get("status") == "deleted" {
		return Paper{}, &flaw{"deleted by the source", id}
	}
	metadata := rec.kid("metadata")
	for _, kind := range []string{"arXiv", "arXivRaw"} {
		if of := metadata.kid(kind); of != nil {
			return arXivRecord(of)
		}
	}
	if of := metadata.kid("dc"); of != nil {
		return dublinCore(of, id)
	}
	return Paper{}, &flaw{"neither Dublin Core nor arXiv's metadata", id}
}
