import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { type Branch, renameBranch } from '../branch.js';
import { BranchRepository } from '../branch.repository.js';
import { branchNameInput } from '../branches.inputs.js';

export const renameBranchInput = z.object({ name: branchNameInput });

export class RenameBranch extends CallerCommand<
  z.output<typeof renameBranchInput> & { readonly branchId: string },
  Branch
> {}

@CommandHandler(RenameBranch)
export class RenameBranchHandler implements ICommandHandler<RenameBranch> {
  constructor(
    private readonly commands: Commands,
    private readonly branches: BranchRepository,
  ) {}

  execute(command: RenameBranch): Promise<Branch> {
    const { branchId, name } = command.input;
    return this.commands.run(command, async ({ tx, organizationId }) => {
      const { branch, events } = renameBranch(await this.branches.lock(tx, organizationId, branchId), name);
      await this.branches.save(tx, organizationId, branch);
      return { answer: branch, events, audit: { type: 'branch.renamed', details: { branchId } } };
    });
  }
}
