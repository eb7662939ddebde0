import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { addBranch, type Branch } from '../branch.js';
import { BranchRepository } from '../branch.repository.js';
import { branchIdInput, branchNameInput } from '../branches.inputs.js';

export const addBranchInput = z.object({
  name: branchNameInput,
  branchId: branchIdInput
    .optional()
    .describe('that by which orders, channels or other systems know it already; a new one unless given'),
});

export class AddBranch extends CallerCommand<z.output<typeof addBranchInput>, Branch> {}

@CommandHandler(AddBranch)
export class AddBranchHandler implements ICommandHandler<AddBranch> {
  constructor(
    private readonly commands: Commands,
    private readonly branches: BranchRepository,
  ) {}

  execute(command: AddBranch): Promise<Branch> {
    return this.commands.run(command, async ({ tx, organizationId }) => {
      const { name, branchId = uuidv7() } = command.input;
      const { branch, events } = addBranch({ branchId, name });
      await this.branches.insert(tx, organizationId, branch);
      return { answer: branch, events, audit: { type: 'branch.added', details: { branchId } } };
    });
  }
}
