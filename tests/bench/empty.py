"""The measure of all timings: a Streamlit page with one button and one header."""

import streamlit as st

if st.button("Count"):
    st.session_state.count = st.session_state.get("count", 0) + 1
st.header(f"Count {st.session_state.get('count', 0)}")
