#!/bin/sh
# Makes the Python environment of the peers that bench/engines.ts and bench/metrics.ts measure against. Nothing else needs it.
# Run: bench/peers.sh FOLDER, then PYTHON=FOLDER/bin/python node --import tsx bench/engines.ts
# torch.compile needs a C++ compiler besides. PyTorch's package for Linux on Intel brings several GB of libraries for graphics
# processors; with less room than that it is left out by name, and engines.ts then skips it by name.
set -eu
folder=${1:?"which folder? Run: bench/peers.sh FOLDER"}
room_for_torch=12000000

mkdir -p "$folder"
free=$(df -Pk "$folder" | awk 'NR == 2 { print $4 }')
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --no-cache-dir numpy==2.4.6 scikit-learn==1.9.1 jax==0.10.2
if [ "$free" -ge "$room_for_torch" ]; then
  "$folder/bin/pip" install --quiet --no-cache-dir torch==2.15.0
else
  echo "torch skipped: $((free / 1000000)) GB free, and it wants $((room_for_torch / 1000000))" >&2
fi
"$folder/bin/pip" freeze | grep -E '^(jax|jaxlib|numpy|scikit-learn|torch)=='
