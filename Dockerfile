# One image for web, worker and beat. Slim, not Alpine: wheels are built for glibc.
FROM node:22-slim AS front
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY scripts/vendor.sh scripts/
COPY static/js static/js
RUN sh scripts/vendor.sh static/vendor

FROM python:3.12-slim
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 VAR_DIR=/var/lib/anamnesis
WORKDIR /app
COPY requirements/base.txt requirements/
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements/base.txt
COPY manage.py LICENSE ./
COPY config config
COPY incidents incidents
COPY templates templates
COPY static static
COPY locale locale
COPY --from=front /app/static/vendor static/vendor
RUN useradd --system --home $VAR_DIR --create-home anamnesis \
 && pybabel compile --directory locale --domain django \
 && VAR_DIR=/tmp/build python manage.py collectstatic --no-input --verbosity 0 \
 && rm -rf /tmp/build
USER anamnesis
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4"]
