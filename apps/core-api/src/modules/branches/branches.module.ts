import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { BranchRepository } from './branch.repository.js';
import { BranchesController } from './branches.controller.js';
import { AddBranchHandler } from './commands/add-branch.command.js';
import { RenameBranchHandler } from './commands/rename-branch.command.js';
import { ListBranchesHandler } from './queries/list-branches.query.js';

@Module({
  imports: [CqrsModule],
  controllers: [BranchesController],
  providers: [BranchRepository, AddBranchHandler, RenameBranchHandler, ListBranchesHandler],
  exports: [BranchRepository],
})
export class BranchesModule {}
