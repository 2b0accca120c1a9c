// Merge a template with docxtemplater, once for each row, as its documentation does.
const fs = require("fs");
const path = require("path");
const Docxtemplater = require("docxtemplater");
const PizZip = require("pizzip");

const [template, table, out] = process.argv.slice(2);
const content = fs.readFileSync(template, "binary");
JSON.parse(fs.readFileSync(table, "utf8")).forEach((row, number) => {
  const letter = new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true });
  letter.render(row);
  const bytes = letter.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  fs.writeFileSync(path.join(out, `${number % 100}.docx`), bytes);
});
