// The panel of answers: it shows what the page already holds, and makes up nothing.

export class Panel {
  constructor(stage) {
    this.stage = stage;
    this.box = document.getElementById("panel");
    this.heading = document.getElementById("answer-heading");
    this.content = document.getElementById("answer-content");
    this.usual = [...this.content.childNodes];
    this.close = document.getElementById("close");
    this.go = document.getElementById("go");
    this.close.addEventListener("click", () => this.hide());
    this.go.addEventListener("click", () => stage()?.show(this.kind, this.id));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.id) this.hide();
    });
    document.addEventListener("click", (event) => this.follow(event));
  }

  // A link to an answer shows it here instead of leaving the place where one reads.
  follow(event) {
    const link = event.target.closest?.("a");
    const address = link?.getAttribute("href") ?? "";
    const answer = address.startsWith("#") && document.getElementById(decodeURIComponent(address.slice(1)));
    if (!answer || !answer.classList.contains("answer")) return;
    event.preventDefault();
    this.from = link;
    this.show(answer.dataset.kind, answer.dataset.id);
    this.heading.focus({ preventScroll: window.innerWidth > 992 });
  }

  show(kind, id) {
    const answers = document.querySelectorAll(`.answer[data-kind="${kind}"]`);
    const answer = [...answers].find((one) => one.dataset.id === id);
    if (!answer) return;
    [this.kind, this.id] = [kind, id];
    this.content.replaceChildren(...[...answer.childNodes].map((node) => node.cloneNode(true)));
    this.content.dataset.id = id;
    this.content.dataset.kind = kind;
    this.content.classList.add("answer");
    this.box.scrollTop = 0;
    const title = [...answer.querySelectorAll("h3")].find((heading) => heading.offsetParent) ?? answer.querySelector("h3");
    document.getElementById("told").textContent = title?.textContent ?? id;
    this.mark(id);
    this.stage()?.select(kind, id);
    const stage = this.stage();
    document.getElementById("answer-hint").hidden = kind !== "element" || !stage || stage.isShown(id);
    this.close.hidden = false;
    this.go.hidden = !stage || kind === "sheet";
  }

  hide() {
    this.id = null;
    this.content.replaceChildren(...this.usual);
    delete this.content.dataset.id;
    this.content.classList.remove("answer");
    document.getElementById("answer-hint").hidden = true;
    this.mark(null);
    this.stage()?.select("element", "");
    this.close.hidden = this.go.hidden = true;
    (this.from?.isConnected ? this.from : document.getElementById("model-canvas")).focus({ preventScroll: true });
  }

  // The same thing wherever else the page shows it.
  mark(id) {
    for (const node of document.querySelectorAll(".asked")) node.classList.remove("asked");
    if (!id) return;
    for (const node of document.querySelectorAll(".plan a[data-id], tr[data-id], li > .answer[data-id]")) {
      if (node.dataset.id === id) node.classList.add("asked");
    }
  }
}
