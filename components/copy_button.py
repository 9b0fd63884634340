"""Buttons that copy: the address of the page, a link to a part of it, or a text."""

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
    // The address bar may have changed since the button was drawn.
    const address = new URL(data.path || window.location.href, window.location.href).href;
    const end = "{link}";
    const text = data.text.endsWith(end) ? data.text.slice(0, -end.length) + address : address;
    try {
      await copy(text);
      button.textContent = said.textContent = data.done;
    } catch {
      window.prompt(data.failed, text);
    }
    setTimeout(() => { button.textContent = data.label; said.textContent = ""; }, 2000);
  };
}
"""

_button = st.components.v2.component("copy_button", html=_HTML, css=_CSS, js=_JS)


def copy_link_button(key: str = "copy_link", path: str = "") -> None:
    """Place a button that copies a link.

    Args:
        key: the key of the element.
        path: an address relative to the page; empty for that of the page as it is.
    """
    _place(key, "Copy link", "Link copied", path=path)


def copy_text_button(key: str, label: str, text: str, path: str = "") -> None:
    """Place a button that copies a text.

    Args:
        key: the key of the element.
        label: what stands on it.
        text: what is copied; it ends with `{link}`, which becomes the full address of `path`.
        path: an address relative to the page.
    """
    _place(key, label, "Copied", text=text, path=path)


def _place(key: str, label: str, done: str, text: str = "", path: str = "") -> None:
    _button(
        key=key,
        data={"label": label, "done": done, "failed": "Copy this:", "text": text, "path": path},
        width="content",
    )
