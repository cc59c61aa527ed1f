// The worker. It does what would hold the page: it reads and writes files, and
// keeps copies of the library. It answers each message
//   {id, job, words: [string], parts: [ArrayBuffer]}
// with {id, ok: true, parts: [ArrayBuffer]} or {id, ok: false, error: string},
// after any number of {id, share: number}, the part of the job that is done, of
// which the first is 0 and comes at once.
// With crashed: true in an answer, it is of no more use and must be replaced.
// Most jobs are those of wasm/importer; the program is loaded with the first.
// The words between double braces are filled in by the builder.

// The policy lets no text become program, but files of the app's own folder.
globalThis.trustedTypes?.createPolicy("default", {
  createScriptURL: (url) => (new URL(url, self.location).href.startsWith(new URL(".", self.location).href) ? url : null),
});

// jobs are those that need no program: words and parts (Uint8Arrays) to parts.
const jobs = {};
// inputs are what goes to the program before the parts of a job, by job: words
// to parts. outputs are what becomes of the parts that it made.
const inputs = {};
const outputs = {};

importScripts("{{importer/library.js}}", "{{importer/snapshots.js}}", "{{importer/spare.js}}", "{{importer/backup.js}}");

let started;
const begin = () => (started ??= start());

async function start() {
  importScripts("{{wasm_exec.js}}");
  const go = new Go();
  const response = await fetch("{{importer.wasm}}");
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  // Streamed where the host sends the right type: so the engine keeps the
  // compiled code.
  const program =
    response.headers.get("Content-Type") === "application/wasm"
      ? await WebAssembly.instantiateStreaming(response, go.importObject)
      : await WebAssembly.instantiate(await response.arrayBuffer(), go.importObject);
  go.run(program.instance).catch(() => {}); // its end shows in the next answer
  if (!globalThis.work) throw new Error("its program ended at once");
}

// maxUnpacked is how large a compressed file may be when it is unpacked.
const maxUnpacked = 512 << 20;

// unpack undoes the compression of what was handed over compressed.
async function unpack(part) {
  if (!isGzip(part)) return part;
  try {
    return await gunzip(part, maxUnpacked);
  } catch (error) {
    const why = error instanceof RangeError ? error.message : "it is damaged, or its end is missing";
    throw new Error(`The compressed file cannot be read: ${why}.`);
  }
}

// Jobs are done one after the other, also those that wait for the database.
let turn = Promise.resolve();
addEventListener("message", ({ data }) => {
  postMessage({ id: data.id, share: 0 });
  turn = turn.then(() => answer(data));
});

async function answer({ id, job, words, parts }) {
  const fail = (error, crashed = true) => postMessage({ id, ok: false, error, crashed });
  const hand = (made) => {
    const buffers = made.map((part) => (part.byteLength === part.buffer.byteLength ? part : part.slice()).buffer);
    postMessage({ id, ok: true, parts: buffers }, buffers);
  };
  let given = parts.map((part) => new Uint8Array(part));
  if (jobs[job]) {
    try {
      hand(await jobs[job](words, given));
    } catch (error) {
      fail(error.message, false);
    }
    return;
  }
  try {
    await begin();
  } catch (error) {
    fail(`the worker could not start (${error.message}); check your connection and try again`);
    return;
  }
  try {
    given = [...((await inputs[job]?.(words)) ?? []), ...(await Promise.all(given.map(unpack)))];
  } catch (error) {
    fail(error.message, false);
    return;
  }
  let result;
  try {
    const tell = (share) => postMessage({ id, share });
    result = work(job, words, given, tell);
  } catch (error) {
    fail(`the worker stopped (${error.message})`);
    return;
  }
  if (result?.parts && outputs[job]) {
    try {
      result.parts = await outputs[job](result.parts, words);
    } catch (error) {
      fail(error.message, false);
      return;
    }
  }
  if (result?.parts) {
    hand(result.parts);
  } else if (result?.error) {
    fail(result.error, Boolean(result.crashed));
  } else {
    fail("the worker ran out of memory; try a smaller file");
  }
}
