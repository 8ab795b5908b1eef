#!/usr/bin/env bash
# A cluster of two nodes of five processors, as it believes, on this machine, all of it in one folder: cluster.sh start|stop FOLDER. Needs no root.
# Clients find it by SLURM_CONF=FOLDER/slurm.conf.
set -euo pipefail
folder=$(realpath "$2")
export SLURM_CONF="$folder/slurm.conf"
PATH="$PATH:/usr/sbin:/sbin"

stop() {
  local pids
  scancel --user="$(id -un)" 2>/dev/null || true
  for _ in $(seq 100); do
    [ -z "$(squeue --noheader 2>/dev/null)" ] && break
    sleep 0.2
  done
  pids=$(cat "$folder"/slurm*.pid "$folder"/munged.pid 2>/dev/null || true)
  for pid in $pids; do kill "$pid" 2>/dev/null || true; done
  for _ in $(seq 100); do
    for pid in $pids; do kill -0 "$pid" 2>/dev/null && sleep 0.2 && continue 2; done
    break
  done
}

start() {
  local user host base
  user=$(id -un)
  host=$(hostname -s)
  base=$((20000 + ($$ % 2000) * 10)) # ports of this run, so that two of them may stand side by side
  mkdir -p "$folder/state" "$folder/spool-one" "$folder/spool-two" "$folder/munge"
  chmod 711 "$folder/munge" # munged wants a folder that others can enter for its socket
  head -c 1024 /dev/urandom > "$folder/munge.key"
  chmod 400 "$folder/munge.key"
  munged --force --key-file="$folder/munge.key" --socket="$folder/munge/socket" --log-file="$folder/munged.log" \
    --pid-file="$folder/munged.pid" --seed-file="$folder/munge.seed" --num-threads=2
  cat > "$SLURM_CONF" <<CONF
ClusterName=purecell
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$base
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$folder/munge/socket,cred_expire=3
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
SwitchType=switch/none
MpiDefault=none
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
SchedulerParameters=sched_interval=1,bf_interval=1,requeue_setup_env_fail
SlurmdParameters=config_overrides
SlurmctldTimeout=30
SlurmdTimeout=20
KillWait=5
MinJobAge=300
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd-%n.pid
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool-%n
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd-%n.log
NodeName=one NodeHostname=$host NodeAddr=127.0.0.1 Port=$((base + 1)) CPUs=5 RealMemory=1000 State=UNKNOWN
NodeName=two NodeHostname=$host NodeAddr=127.0.0.1 Port=$((base + 2)) CPUs=5 RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=one,two Default=YES MaxTime=INFINITE State=UP
CONF
  slurmctld
  slurmd -N one
  slurmd -N two
  for _ in $(seq 60); do
    [ "$(sinfo --noheader --states=idle --format=%D 2>/dev/null)" = 2 ] && return
    sleep 0.5
  done
  tail -n 20 "$folder"/*.log >&2
  stop
  exit 1
}

"$1"
