"""Entry point: `streamlit run app.py`, or `uvicorn app:app`."""

import runpy
import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent
SHELL = ROOT / "components" / "shell.py"

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

if __name__ == "__main__":  # run as a script, as AppTest does
    runpy.run_path(str(SHELL))
else:  # imported by `streamlit run app.py` or by uvicorn
    from components.dossier import DataError, current
    from components.server import middleware, routes

    try:
        current()
    except DataError as refused:
        sys.exit(f"The data in data/ were refused, so the site does not start.\n\n{refused}")
    # Scripts and the loop that sends to browsers take turns. At Python's 5 ms a turn what a
    # click brings waits for the rest of the script; at 0.5 ms it leaves at once.
    sys.setswitchinterval(0.0005)
    base_path = st.get_option("server.baseUrlPath")
    app = st.App(SHELL, routes=routes(base_path), middleware=middleware(base_path))
