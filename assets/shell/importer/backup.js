// Backups: the whole library as Claimlight JSON, compressed. It goes into the
// folder that the person chose, or back to the page as a download.

// inFolder calls use with the folder, where the browser lets us write to it.
async function inFolder(use) {
  const folder = await withDatabase((db) => resultOf(db.transaction("handles").objectStore("handles").get("backups")));
  if (!folder) throw new Error("there is no folder for backups; choose one in Settings");
  const { handle } = folder;
  const state = handle.queryPermission ? await handle.queryPermission({ mode: "readwrite" }) : "granted";
  if (state !== "granted") throw new Error("the browser asks for your word before Claimlight may write to the backup folder again; give it in Settings");
  try {
    return await use(handle);
  } catch (error) {
    if (error.name === "NotFoundError") throw new Error(`the backup folder “${handle.name}” is no longer there; choose another in Settings`);
    if (error.name === "QuotaExceededError") throw new Error(`there is no room left in the backup folder “${handle.name}”`);
    throw error;
  }
}

// writeBackup writes a file, and is content only when it has read it again as it
// was written. No other file is touched before that, nor one of the same name,
// which there is when two backups are made within a second.
async function writeBackup(folder, name, bytes) {
  const taken = (await namesIn(folder)).includes(name);
  const target = await folder.getFileHandle(name, { create: true });
  let out;
  try {
    // What is written appears in the file when it is closed: all of it, or nothing.
    out = await target.createWritable();
    await out.write(bytes);
    await out.close();
    const written = new Uint8Array(await (await target.getFile()).arrayBuffer());
    if (!same(written, bytes)) throw new Error("the backup was not written as it should be; the ones before are as they were");
  } catch (error) {
    await out?.abort().catch(() => {}); // a file that is being written to cannot be deleted
    if (!taken) await folder.removeEntry(name).catch(() => {});
    throw error;
  }
}

async function namesIn(folder) {
  const names = [];
  for await (const [name, handle] of folder.entries()) if (handle.kind === "file") names.push(name);
  return names.sort();
}

// backup: the name of the file, "" for a download. The program makes the file of
// the library; what the page gets in its place is the compressed file, or JSON:
// the names of all files in the folder, null where another tab writes one just now.
inputs.backup = async () => [await withDatabase((db) => readBundle(db, ["articles", "texts", "claims", "codebooks"]))];
outputs.backup = async ([check, file], [name]) => {
  const packed = await gzip(file);
  if (!name) return [check, packed];
  const names = await alone("backup", () =>
    inFolder(async (folder) => {
      await writeBackup(folder, name, packed);
      return namesIn(folder);
    }),
  );
  return [check, bytesOf(names)];
};

// forgetBackups: names of files in the folder to delete. Another tab, or the person,
// may have deleted some of them already.
jobs.forgetBackups = async (names) => {
  await inFolder(async (folder) => {
    const there = await namesIn(folder);
    for (const name of names) {
      if (!there.includes(name)) continue;
      await folder.removeEntry(name).catch((error) => {
        if (error.name !== "NotFoundError") throw error;
      });
    }
  });
  return [];
};
