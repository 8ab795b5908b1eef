/** The one script of a report: it makes the copy buttons work. Without it a click on the text marks all of it. */

/** Buttons are shown only where the script runs. Browsers without a clipboard for pages opened from a file copy the marked text. */
export const COPY_SCRIPT = `
for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copies);
    getSelection().selectAllChildren(text);
    let copied = false;
    try {
      await navigator.clipboard.writeText(text.textContent);
      copied = true;
    } catch {
      copied = document.execCommand("copy");
    }
    button.textContent = copied ? "Copied" : "Marked: press Ctrl-C";
  });
}
`;

/** SHA-256 of the script, base64: what the policy of the page lets run, and nothing else. A test computes it. */
export const COPY_SCRIPT_HASH = "hqNrChFcBpn4Fi1XkJ7C5rnrDS8TEG9K9aL367UBeZ0=";
