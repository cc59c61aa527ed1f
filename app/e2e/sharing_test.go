//go:build !js

package e2e_test

import (
	"testing"
)

func TestTheAppAsksAboutWhatIsSharedWithIt(t *testing.T) {
	share := func(t *testing.T, fill string) *tab {
		t.Helper()
		tab := visit(t)
		tab.stored()
		eval[any](tab, `(async () => {
			const form = document.createElement("form");
			Object.assign(form, { method: "POST", action: "/share", enctype: "multipart/form-data" });
			const add = (name, value) => form.append(Object.assign(document.createElement("textarea"), { name, value }));
			const addFiles = (...files) => {
				const list = new DataTransfer();
				for (const file of files) list.items.add(file);
				const input = Object.assign(document.createElement("input"), { type: "file", name: "files", multiple: true });
				input.files = list.files;
				form.append(input);
			};
			`+fill+`;
			document.body.append(form);
			setTimeout(() => form.submit());
		})()`)
		tab.until("the app is opened anew", `location.search === "" && document.querySelector("dialog[open]")`)
		return tab
	}
	t.Run("text", func(t *testing.T) {
		tab := share(t, `add("title", "Rents"); add("text", "# Rents\n\nRents rose by 4 per cent in a year, says the office.")`)
		d := tab.in("dialog", "Add article")
		d.becomes("textbox", "Title", "value", "Rents")
		d.click("button", "Save article")
		tab.one("article", "Rents")
	})
	t.Run("an address", func(t *testing.T) {
		tab := share(t, `add("title", "Rents"); add("text", "Rents rise https://office.example/rents?y=2026")`)
		tab.says("https://office.example/rents?y=2026")
	})
	t.Run("files", func(t *testing.T) {
		tab := share(t, `addFiles(new File(["# One\n\nThe first article."], "one.md"), new File(["<h1>Two</h1><p>The second."], "two.html", { type: "text/html" }))`)
		tab.says("Handed to Claimlight: one.md, two.html.")
		if found := eval[int](tab, `document.querySelectorAll(".shelf li").length`); found > 0 {
			t.Errorf("%d articles are kept before anybody said so", found)
		}
		d := tab.in("dialog", "Add article")
		d.click("button", "Add 2 files")
		d.one("link", "One")
		d.one("link", "Two")
		tab.says("2 articles added.")
	})
}

func TestTheAppAsksAboutFilesThatItIsOpenedWith(t *testing.T) {
	tab := emptied(t, &mine).newTabWith(`Object.defineProperty(window, "launchQueue", { value: { setConsumer(f) {
		f({ files: [{ getFile: async () => new File(["# One\n\nThe first article."], "one.md") }] });
	} } })`)
	tab.open("/")
	tab.says("Handed to Claimlight: one.md.")
	d := tab.in("dialog", "Add article")
	d.click("button", "Add 1 file")
	d.one("link", "One")
}
