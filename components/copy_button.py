"""A button that copies the address of the page, as the address bar has it."""

import streamlit as st

_HTML = """
<button type="button"></button>
<span class="said" role="status"></span>
"""

_CSS = """
button {
  font: inherit; font-size: 0.875rem; color: var(--st-text-color); cursor: pointer;
  background: transparent; border: 1px solid var(--st-border-color);
  border-radius: var(--st-button-radius, 0.5rem); min-height: 2.5rem; padding: 0.25rem 0.75rem;
  white-space: nowrap; width: 100%;
}
button:hover, button:focus-visible {
  border-color: var(--st-primary-color); color: var(--st-primary-color);
}
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""

_JS = """
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copying is not allowed");
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector(".said");
  button.textContent = data.label;
  button.onclick = async () => {
    try {
      await copy(window.location.href);
      button.textContent = said.textContent = data.done;
    } catch {
      window.prompt(data.failed, window.location.href);
    }
    setTimeout(() => { button.textContent = data.label; said.textContent = ""; }, 2000);
  };
}
"""

_button = st.components.v2.component("copy_link", html=_HTML, css=_CSS, js=_JS)


def copy_link_button() -> None:
    """Place the button."""
    _button(
        key="copy_link",
        data={
            "label": "Copy link",
            "done": "Link copied",
            "failed": "Copy this address:",
        },
        width="content",
    )
