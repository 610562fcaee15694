// What a person has chosen to be shown.

const value = (id) => document.getElementById(id).value;
const checked = (id) => document.getElementById(id).checked;

export class Choices {
  constructor(scene) {
    this.scene = scene;
  }

  get doubt() {
    return Object.fromEntries(
      ["basis", "support", "contested", "uncertainty"].map((name) => [name, checked(`doubt-${name}`)]),
    );
  }

  get ground() {
    return checked("also-ground");
  }

  get names() {
    return checked("also-names");
  }

  get level() {
    return value("level");
  }

  // The names of the alternatives that are told now.
  get told() {
    return new Set([...document.querySelectorAll("select.story")].map((list) => list.value));
  }

  // Which elements are shown, by their number.
  visible() {
    const { level, told, only } = { level: this.level, told: this.told, only: value("only") };
    return this.scene.elements.map(
      (e) =>
        (!level || e.level === level) &&
        (!e.story || told.has(e.story)) &&
        (only === "all" || (only === "testified" ? e.testified : e.seen)),
    );
  }

  // Whether a node or an incident is on what is shown.
  has({ level: own, story }) {
    const level = this.level;
    return (!level || !own || own === level) && (!story || this.told.has(story));
  }

  onChange(act) {
    const lists = [...document.querySelectorAll("#level, #only, select.story, [name=doubt], [name=also]")];
    for (const list of lists) list.addEventListener("change", act);
  }
}
