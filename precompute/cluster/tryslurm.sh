#!/bin/bash
# Tries slurm.sh on a real Slurm of one node on this machine, and stops it again: a 4-task array renders
# the small network of the tests, one task is killed and put back, the parts are merged and compared with a
# single run. Debian, as root: sudo precompute/cluster/tryslurm.sh
set -euo pipefail
project=$(cd "$(dirname "$0")/../.." && pwd)
# The Node that `npm ci` installs, as npm scripts have it.
PATH=$project/node_modules/node/bin:$PATH
work=$(mktemp -d)
say() { echo "--- $*"; }

say 'installing'
command -v slurmctld >/dev/null ||
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends slurm-wlm; } >"$work/apt.log" 2>&1
slurmctld -V

say 'starting slurmctld and slurmd on 127.0.0.1'
host=$(hostname -s)
mkdir "$work/state" "$work/spool"
cat >"$work/slurm.conf" <<CONF
ClusterName=trial
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
AuthType=auth/none
CredType=cred/none
SlurmUser=root
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
ReturnToService=2
MailProg=/bin/true
NodeName=$host NodeAddr=127.0.0.1 CPUs=4 RealMemory=8000
PartitionName=all Nodes=ALL Default=YES
CONF
export SLURM_CONF=$work/slurm.conf
slurmctld -D >/dev/null 2>&1 & ctld=$!
slurmd -D >/dev/null 2>&1 & slurmd=$!
stop() {
  say 'stopping'
  scancel --user=root 2>/dev/null || true
  kill $slurmd $ctld 2>/dev/null || true
  wait $slurmd $ctld 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
for _ in $(seq 60); do sinfo -h -o %T 2>/dev/null | grep -q idle && break; sleep 1; done
sinfo

say 'a project with one article and the small network'
mkdir -p "$work/trial/content/trial" "$work/trial/public/models"
cd "$work/trial"
cp -r "$project/test/fixtures/menagerie" public/models/
cat >package.json <<JSON
{ "type": "module", "scripts": { "precompute": "node $project/precompute/main.ts --backend wasm" } }
JSON
cat >content/trial/index.mdx <<'MDX'
<FeatureGrid id="a" model="menagerie" layer="stem">Stem.</FeatureGrid>

<FeatureGrid id="b" model="menagerie" layer="wide">Wide.</FeatureGrid>

<FeatureGrid id="c" model="menagerie" layer="residual">Residual.</FeatureGrid>

<FeatureGrid id="d" model="menagerie" layer="split">Split.</FeatureGrid>
MDX

say 'a 4-task array'
job=$(sbatch --parsable --array=1-4 --cpus-per-task=1 "$project/precompute/cluster/slurm.sh")
for _ in $(seq 3000); do
  [ -s parts/2/.lock ] && break
  squeue -h -j "$job" | grep -q . || break
  sleep 0.1
done
[ -s parts/2/.lock ] || { say 'task 2 did not begin, or ended at once:'; tail parts-*.log; exit 1; }
victim=$(node -p 'JSON.parse(require("fs").readFileSync("parts/2/.lock")).pid')
squeue -o '%.8i %.9P %.10T %.6M %R'
say "kill -9 $victim, the main process of task 2"
kill -9 "$victim"
for _ in $(seq 300); do scontrol show job "${job}_2" | grep -q 'Requeue=1 Restarts=[1-9]' && break; sleep 0.2; done
scontrol show job "${job}_2" | grep -oE 'JobState=\w+|Restarts=[0-9]+' | paste -sd' '
# Slurm waits two minutes before it starts a task again.
for _ in $(seq 300); do scontrol update "jobid=${job}_2" StartTime=now 2>/dev/null && break; sleep 0.5; done
while squeue -h -j "$job" 2>/dev/null | grep -q .; do sleep 1; done
tail -n 1 parts-*.log

say 'merge'
npm run -s precompute -- --merge parts/*
say 'a single run'
npm run -s precompute -- --out single
diff -r public/artifacts single && say "same bytes: $(find single -type f | wc -l) files"
npm run -s precompute -- --verify
