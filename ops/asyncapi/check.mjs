// Reads an AsyncAPI document with AsyncAPI's own parser: prints what it finds wrong, exits 1 on errors or warnings.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const SEVERITIES = ["error", "warning", "information", "hint"];
const { document, diagnostics } = await new Parser().parse(readFileSync(process.argv[2], "utf8"));
const found = diagnostics.filter(({ severity }) => severity < 2);
for (const { severity, code, path, message } of found) {
  console.log(`${SEVERITIES[severity]} ${code} at ${path.join(".")}: ${message}`);
}
if (document && found.length === 0) {
  console.log(`AsyncAPI ${document.version()}: ${document.channels().all().length} channels, ${document.messages().all().length} messages`);
}
process.exit(document && found.length === 0 ? 0 : 1);
