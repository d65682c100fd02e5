"""The contracts as files, made from the records: JSON Schemas and the AsyncAPI document."""
