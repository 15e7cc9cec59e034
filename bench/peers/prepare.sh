#!/bin/sh
# Makes the environments of the authors' codes beside this file: .venv-torch (CGCNN, matgl, matcalc; some 6 GB, for
# torch comes with CUDA from PyPI) and .venv-keras (MEGNet of 2018; 2 GB). Name one to make only that.
# Needs Python 3.11: PYTHON names it.
set -eu
cd "$(dirname "$0")"
for name in "${@:-torch keras}"; do
  for one in $name; do
    "${PYTHON:-python3.11}" -m venv ".venv-$one"
    ".venv-$one/bin/pip" install --quiet --requirement "requirements-$one.txt"
  done
done
