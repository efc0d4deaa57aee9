// node wasm_digest.mjs PROGRAM.wasm: runs `planning-digest` built for wasm32-unknown-unknown, and prints what it left in
// its memory. It needs nothing from outside, and its `main` is exported.
import { readFile } from "node:fs/promises";

const [path] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(await readFile(path), {});
const failed = instance.exports.main(0, 0);
if (failed !== 0) {
  throw new Error(`${path}: main returned ${failed}`);
}
const memory = Buffer.from(instance.exports.memory.buffer);
// The marks also stand among the program's constants, with nothing between them.
const marked = /planning digests <<([^>]+)>>/.exec(memory.toString("latin1"));
if (marked === null) {
  throw new Error(`${path}: no digests in memory`);
}
process.stdout.write(marked[1]);
