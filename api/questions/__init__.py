"""The competency questions: as data for programs, as pages for people."""
