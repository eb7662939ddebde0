import { fileOf } from './compose-file.js';

interface Stage {
  readonly name: string;
  readonly base: string;
  readonly lines: readonly string[];
}

/** An image of deploy/docker/Dockerfile as its last stage and that stage's bases leave it. */
export interface BuiltImage {
  readonly base: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string | undefined;
  readonly exposed: string | undefined;
  readonly healthcheck: string | undefined;
  readonly command: readonly string[];
}

export const dockerfile = fileOf('deploy/docker/Dockerfile').replaceAll('\\\n', ' ');

export function imageOf(target: string): BuiltImage {
  const stages = stagesOf(dockerfile);
  const lines: string[] = [];
  let name = target;
  for (let stage = stages.get(name); stage !== undefined; stage = stages.get(name)) {
    lines.unshift(...stage.lines);
    name = stage.base;
  }
  if (lines.length === 0) throw new Error(`deploy/docker/Dockerfile has no target ${target}`);
  const last = (instruction: string) =>
    lines.findLast((line) => line.startsWith(`${instruction} `))?.slice(instruction.length + 1);
  const assignments = lines
    .filter((line) => line.startsWith('ENV '))
    .flatMap((line) => line.slice(4).trim().split(/\s+/))
    .map((assignment) => assignment.split('=') as [string, string]);
  return {
    base: name,
    env: Object.fromEntries(assignments),
    user: last('USER'),
    exposed: last('EXPOSE'),
    healthcheck: last('HEALTHCHECK'),
    command: JSON.parse(last('CMD') ?? '[]'),
  };
}

function stagesOf(text: string): ReadonlyMap<string, Stage> {
  const stages = new Map<string, Stage>();
  for (const part of text.split(/^FROM /m).slice(1)) {
    const [head = '', ...lines] = part.split('\n');
    const [base = '', name = ''] = head.split(' AS ');
    stages.set(name, { name, base, lines });
  }
  return stages;
}
