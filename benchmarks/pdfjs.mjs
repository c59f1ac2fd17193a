// node benchmarks/pdfjs.mjs FILE: prints what pdf.js reads. PDFJS names the folder of the package pdfjs-dist.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const entry = path.join(process.env.PDFJS ?? "node_modules/pdfjs-dist", "legacy/build/pdf.mjs");
const { getDocument } = await import(pathToFileURL(path.resolve(entry)));
const data = new Uint8Array(fs.readFileSync(process.argv[2]));
const pdf = await getDocument({ data, verbosity: 0 }).promise;
for (let n = 1; n <= pdf.numPages; n++) {
  const { items } = await (await pdf.getPage(n)).getTextContent();
  console.log(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
}
