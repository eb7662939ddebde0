import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { services } from './services.js';

export interface TestDatabase {
  readonly uri: string;
  /** Ends its sessions and removes it. */
  drop(): Promise<void>;
}

/** A fresh, empty PostgreSQL database under a unique name. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const uri = new URL(services().postgresUri);
  uri.pathname = `/${name}`;
  await administer(`create database ${name}`);
  return { uri: uri.href, drop: () => administer(`drop database if exists ${name} with (force)`) };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: services().postgresUri });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
