// Which language is shown; the style sheet reads the same buttons.

export const korean = () => document.getElementById("language-ko").checked;

// A pair [English, Korean], filled in.
export function say(pair, values = {}) {
  return pair[korean() ? 1 : 0].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function onChange(act) {
  for (const button of document.querySelectorAll("[name=language]")) {
    button.addEventListener("change", () => {
      document.documentElement.lang = korean() ? "ko" : "en";
      act();
    });
  }
}
