import { describe, expect, it } from 'vitest';
import { unknownCondition } from './condition.js';
import { taskRule } from './task-rule.js';

const failing = { standing: true, raised: 'task-failed', version: 0 } as const;
const recovered = { standing: false, raised: 'task-recovered', version: 0 } as const;

describe('taskRule', () => {
  it('alerts when a task fails, and once until it works again', () => {
    expect(taskRule(unknownCondition, 'a.task', 'failed')).toMatchObject({
      standing: true,
      finding: { severity: 'alert', code: 'task-failed', subject: { kind: 'task', id: 'a.task' } },
    });
    expect(taskRule(failing, 'a.task', 'failed')).toBeUndefined();
    expect(taskRule(recovered, 'a.task', 'failed')).toMatchObject({ finding: { code: 'task-failed' } });
  });

  it('tells when it works again, and nothing while it does', () => {
    expect(taskRule(failing, 'a.task', 'worked')).toMatchObject({
      standing: false,
      finding: { severity: 'info', code: 'task-recovered' },
    });
    expect(taskRule(recovered, 'a.task', 'worked')).toBeUndefined();
    expect(taskRule(unknownCondition, 'a.task', 'worked')).toBeUndefined();
  });
});
