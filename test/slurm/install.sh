#!/usr/bin/env bash
# Slurm and munge from Debian's packages, for test/slurm. Says why where it cannot.
set -euo pipefail
command -v slurmctld slurmd sbatch munged >/dev/null && exit 0
[ "$(id -u)" = 0 ] || { echo "not root" >&2; exit 1; }
command -v apt-get >/dev/null || { echo "no apt-get" >&2; exit 1; }
export DEBIAN_FRONTEND=noninteractive
timeout 60 apt-get install -y --no-install-recommends slurmctld slurmd slurm-client munge >/dev/null 2>&1 && exit 0
echo "the packages slurmctld, slurmd, slurm-client and munge cannot be installed" >&2
exit 1
