// Asks the Khronos glTF validator about each file named on the command line; prints one JSON line a file.
const fs = require("fs");
const validator = require("gltf-validator");

async function judge(path) {
  const refuse = (uri) => Promise.reject(new Error(`${uri} lies outside the file`));
  const report = await validator.validateBytes(new Uint8Array(fs.readFileSync(path)), {
    uri: path,
    maxIssues: 20,
    externalResourceFunction: refuse,
  });
  const worst = report.issues.messages.filter((m) => m.severity === 0).map((m) => `${m.code} ${m.pointer}: ${m.message}`);
  return { errors: report.issues.numErrors, warnings: report.issues.numWarnings, worst };
}

(async () => {
  for (const path of process.argv.slice(2)) {
    console.log(JSON.stringify(await judge(path)));
  }
})().catch((error) => {
  console.error(String(error));
  process.exit(1);
});
