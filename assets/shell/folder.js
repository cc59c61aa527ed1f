// The folder that backups go to. The browser hands it out as an object that only
// it can read, which the database keeps; the worker writes into it.

const id = "backups";

const supported = () => "showDirectoryPicker" in globalThis;

// choose lets the person choose a folder, and resolves to its name, or to "" where
// they changed their mind.
async function choose(database) {
  let folder;
  try {
    folder = await showDirectoryPicker({ id: "claimlight-backups", mode: "readwrite", startIn: "documents" });
  } catch (error) {
    if (error.name === "AbortError") return "";
    throw error;
  }
  await database.keepHandle(id, folder);
  return folder.name;
}

// state resolves to "granted" where the folder can be written to; "prompt" where
// the person has to be asked again, and "denied" where they refused; "" where
// there is none.
async function state(database) {
  const folder = await database.handle(id);
  if (!folder) return "";
  return folder.queryPermission ? folder.queryPermission({ mode: "readwrite" }) : "granted";
}

// allow has the browser ask the person, which it only does upon a click, and
// resolves to the new state.
async function allow(database) {
  const folder = await database.handle(id);
  if (!folder) return "";
  return folder.requestPermission ? folder.requestPermission({ mode: "readwrite" }) : "granted";
}

const forget = (database) => database.keepHandle(id, null);

(globalThis.claimlight ??= {}).folder = { supported, choose, state, allow, forget };
