#!/bin/sh
# Renders what the articles ask for as a Slurm job array, one part of the plan a task. In the project's folder:
#   job=$(sbatch --parsable precompute/cluster/slurm.sh)
#   sbatch --dependency=afterok:$job --wrap 'npm run precompute -- --merge parts/*'
# What is given after slurm.sh goes to precompute, as in --article circles; give --merge the same.
#SBATCH --array=1-16
#SBATCH --cpus-per-task=2
#SBATCH --mem-per-cpu=1G
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=parts-%a.log

npm run precompute -- --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" \
  --out "parts/$SLURM_ARRAY_TASK_ID" --workers "${SLURM_CPUS_PER_TASK:-1}" "$@"
code=$?
# Codes up to 4 would come again. Anything else is a death from outside: the task goes back into the
# queue, and continues from what it has written. Slurm itself does so when a node fails.
if [ $code -gt 4 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt 5 ]; then
  scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID" && sleep 60
fi
exit $code
