// Takes over a page from the bookmarklet "Clip to Claimlight" (app/bookmarklet.go),
// which opens this page from the one to be clipped, with that page's address
// after the #. The two shake hands by messages:
//
//	here to there: "claimlight: ready"
//	there to here: {claimlight: 1, address, html}
//
// The first message that comes from the opener, and from the origin that the
// address says, is taken, and no other. What it holds is a stranger's: it goes
// into the inbox as text, from where the app shows it and asks.

const mostBytes = 10 << 20; // what the importer reads at once
const patience = 10_000; // milliseconds; a page that hands itself over does so at once

const state = document.getElementById("state");

function instead(why) {
  state.textContent = why;
  document.getElementById("instead").hidden = false;
}

// webAddress returns the address if it is one of the web.
function webAddress(text) {
  try {
    const address = new URL(text);
    return /^https?:$/.test(address.protocol) ? address : null;
  } catch {
    return null;
  }
}

// hash returns what stands after the #; anybody can write something else there.
function hash() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

const toApp = () => location.replace(new URL("./?add=given", location.href));

async function keep(given) {
  try {
    await claimlight.inbox.put(given);
    toApp();
  } catch (error) {
    instead(`The page could not be kept, because the browser refused to store it (${error.message}).`);
  }
}

const from = webAddress(hash());

function wait(other) {
  const origin = from ? from.origin : "null"; // that of a file, for one
  let taken = false;
  const late = setTimeout(() => instead("The page did not hand itself over. Its site may not allow it."), patience);
  addEventListener("message", (event) => {
    const data = event.data;
    if (taken || event.source !== other || event.origin !== origin || data?.claimlight !== 1) return;
    taken = true;
    clearTimeout(late);
    if (typeof data.html !== "string" || data.html === "") {
      instead("The page handed over nothing.");
      return;
    }
    if (new Blob([data.html]).size > mostBytes) {
      instead(`The page has more than ${mostBytes >> 20} MB, which is too large to add at once.`);
      return;
    }
    const address = webAddress(data.address);
    keep({ html: data.html, address: address && address.origin === origin ? address.href : "" });
  });
  other.postMessage("claimlight: ready", from ? origin : "*"); // it says nothing that others may not know
}

if (from) {
  document.getElementById("by-address").hidden = false;
  document.getElementById("use-address").addEventListener("click", () => keep({ address: from.href }));
}
if (opener && opener !== window) wait(opener);
else if (from) instead("The site of this page does not let it hand itself over.");
else instead("This page takes over an article from the bookmarklet. Open it with the bookmarklet, on the article’s page.");
