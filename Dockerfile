# docker build -t unfinished-peace .
# docker run --rm -p 8501:8501 unfinished-peace
FROM python:3.12-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /app

# The packages come first, so that an edit of code or data does not install them again.
COPY requirements.txt ./
RUN pip install -r requirements.txt && useradd --create-home --uid 10001 reader

COPY LICENSE README.md CITATION.cff ./
COPY .streamlit ./.streamlit
COPY app.py ./
COPY pages ./pages
COPY components ./components
COPY data ./data

USER reader
EXPOSE 8501

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]

CMD ["streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.port=8501"]
