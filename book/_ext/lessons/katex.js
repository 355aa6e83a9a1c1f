// Sets formulas for maths.py: reads them as one list of JSON, writes the HTML of each, or what is wrong with it.
"use strict";
const [folder] = process.argv.slice(2);
const katex = require(folder);

const set = ({ tex, display }) => {
  try {
    // What KaTeX would merely warn about, such as letters that it does not know, stops the build as well.
    return { html: katex.renderToString(tex, { displayMode: display, output: "htmlAndMathml", strict: "error" }) };
  } catch (error) {
    return { error: error.message };
  }
};

const formulas = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(formulas.map(set)));
