import { type Condition, type Verdict } from './condition.js';
import type { Finding } from './finding.js';

/** What a run of a scheduled task makes of its condition: its failure is told once, until it works again. */
export function taskRule(
  { standing }: Condition,
  task: string,
  run: 'failed' | 'worked',
): Verdict | undefined {
  const failed = run === 'failed';
  if (failed === standing) return undefined;
  return { standing: failed, finding: failed ? failureOf(task) : recoveryOf(task) };
}

/** Not why: the error of a task may tell what an organization should not know; the log has it. */
function failureOf(task: string): Finding {
  return {
    severity: 'alert',
    code: 'task-failed',
    title: 'A task of the system fails',
    text: `${task} failed; it is tried again`,
    subject: { kind: 'task', id: task },
    facts: { task },
  };
}

function recoveryOf(task: string): Finding {
  return {
    severity: 'info',
    code: 'task-recovered',
    title: 'A task of the system works again',
    text: `${task} works again`,
    subject: { kind: 'task', id: task },
    facts: { task },
  };
}
