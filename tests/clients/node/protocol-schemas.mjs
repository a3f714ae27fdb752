// Prints the protocol's official schemas: one JSON object, the `schema.json` of each revision by its date.
//
// No package that is installed here has them as files. The conformance suite judges messages by them, and its
// build made them constants of one script, with an object that names each by its revision. They are read from
// there and not run: importing that script would start its command line.

import { readFileSync } from "node:fs";
import { parse } from "acorn";

const SCRIPT = new URL(import.meta.resolve("@modelcontextprotocol/conformance/dist/index.js"));
const REVISION = /^\d{4}-\d{2}-\d{2}$/;

const program = parse(readFileSync(SCRIPT, "utf8"), { ecmaVersion: "latest", sourceType: "module" });
const constants = new Map(
  program.body
    .filter((statement) => statement.type === "VariableDeclaration")
    .flatMap((statement) => statement.declarations)
    .map((declarator) => [declarator.id.name, declarator.init]),
);

/** The value of an expression that is made of literals and constants. */
function value(node) {
  switch (node?.type) {
    case "Literal":
      return node.value;
    case "TemplateLiteral":
      if (node.expressions.length === 0) return node.quasis[0].value.cooked;
      break;
    case "UnaryExpression":
      if (node.operator === "!") return !value(node.argument); // minified `true` and `false`
      if (node.operator === "-") return -value(node.argument);
      break;
    case "ArrayExpression":
      return node.elements.map(value);
    case "ObjectExpression":
      return Object.fromEntries(node.properties.map((property) => [key(property), value(property.value)]));
    case "Identifier":
      return value(constants.get(node.name));
  }
  // Leaving it out would loosen a schema.
  throw new Error(`${node?.type} is not constant data`);
}

function key(property) {
  return property.key?.type === "Identifier" && !property.computed ? property.key.name : value(property.key);
}

/** Whether an expression is an object that has revisions for names and constants for values. */
function isByRevision(node) {
  const properties = node?.type === "ObjectExpression" ? node.properties : [];
  const names = properties.filter(({ value }) => value?.type === "Identifier" && constants.has(value.name));
  return names.length > 0 && names.length === properties.length && names.every((name) => REVISION.test(key(name)));
}

const found = [...constants.values()].filter(isByRevision);
if (found.length !== 1) {
  throw new Error(`the conformance suite has ${found.length} objects of schemas by revision, not one`);
}
process.stdout.write(JSON.stringify(value(found[0])));
