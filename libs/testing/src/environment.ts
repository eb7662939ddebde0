/** Addresses of servers that already run, for machines where the tests should not start any. */
export interface GivenAddresses {
  readonly rabbitmq: { readonly url: string; readonly managementUrl: string } | undefined;
  readonly redis: string | undefined;
  readonly postgres: string | undefined;
}

export function givenAddresses(env: NodeJS.ProcessEnv): GivenAddresses {
  const url = value(env, 'TEST_RABBITMQ_URL');
  const managementUrl = value(env, 'TEST_RABBITMQ_MANAGEMENT_URL');
  return {
    rabbitmq:
      url === undefined ? undefined : { url, managementUrl: managementUrl ?? usualManagementUrl(url) },
    redis: value(env, 'TEST_REDIS_URL'),
    postgres: value(env, 'TEST_POSTGRES_URI'),
  };
}

function value(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return env[name] === '' ? undefined : env[name];
}

function usualManagementUrl(rabbitmqUrl: string): string {
  const { username, password, hostname } = new URL(rabbitmqUrl);
  return `http://${username || 'guest'}:${password || 'guest'}@${hostname}:15672`;
}
