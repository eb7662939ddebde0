import { Injectable } from '@nestjs/common';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { organizations } from './identity.schema.js';

export const organizationSchema = z.object({
  organizationId: z.string(),
  slug: z.string(),
  name: z.string(),
  currency: z.string().describe('ISO 4217'),
  timeZone: z.string().describe('IANA name'),
});

export type Organization = z.infer<typeof organizationSchema>;

@Injectable()
export class OrganizationRepository {
  async get(tx: Transaction, organizationId: string): Promise<Organization> {
    const [organization] = await tx
      .select()
      .from(organizations)
      .where(eq(organizations.organizationId, organizationId));
    if (!organization) throw new RuleViolated('auth.organization-not-found');
    return organization;
  }

  async findBySlug(tx: Transaction, slug: string): Promise<Organization | undefined> {
    const [organization] = await tx.select().from(organizations).where(eq(organizations.slug, slug));
    return organization;
  }
}
