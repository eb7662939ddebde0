/*
 * The boundaries of the code. Every rule has a folder of its name in libs/testing/boundary-fixtures that breaks it;
 * libs/testing/test/boundaries.spec.ts sees each of them red and the real tree green.
 */

const tests = ['\\.(spec|features|test-d)\\.tsx?$', '/src/features/', '^libs/testing/'];
/** What runs in production, of any package. */
const production = { path: '^(apps|libs)/[^/]+/src/', pathNot: tests };
const entries = '^(apps|libs)/[^/]+/src/((react/)?index|main|create-organization)\\.tsx?$';
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

const everywhere = [
  {
    name: 'no-circular',
    comment: 'Of two files that need each other, one holds two ideas.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'only-what-packages-export',
    comment: 'A package is used through its exports; a path into it, or to nothing, does not resolve.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'packages-by-name',
    comment: 'Another package is imported by its name, never by a path to its files.',
    from: { path: '^((apps|libs)/[^/]+)/' },
    to: { path: '^(apps|libs)/', pathNot: '^$1/', dependencyTypes: ['local'] },
  },
  {
    name: 'listed-in-the-manifest',
    comment: 'Production code imports only what the package.json of its package lists.',
    from: production,
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-development-dependencies',
    comment: 'Production code cannot use what is not installed in production.',
    from: production,
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm-peer', 'type-only'] },
  },
  {
    name: 'testing-is-for-tests',
    comment: 'libs/testing starts servers and kills processes.',
    from: production,
    to: { path: '(^|/)libs/testing/' },
  },
  {
    name: 'no-unused-modules',
    comment: 'Production code is reachable from a main or an index; what only a spec imports is dead.',
    from: { path: entries },
    to: { path: production.path, pathNot: [...tests, entries, '\\.d\\.ts$'], reachable: false },
  },
];

const packages = [
  {
    name: 'contracts-import-zod-only',
    comment: 'The published language runs in browsers and in any service.',
    from: { path: '^libs/realtime-contracts/src/', pathNot: tests },
    to: { pathNot: ['^libs/realtime-contracts/src/', npm('zod')] },
  },
  {
    name: 'libs-below-apps',
    comment: 'Apps are built from libraries, not the other way round.',
    from: { path: '^libs/' },
    to: { path: '^apps/' },
  },
  {
    name: 'apps-stand-alone',
    comment: 'Apps meet at the contracts. Only standalone puts several into one process.',
    from: { path: '^apps/([^/]+)/', pathNot: '^apps/standalone/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'browser-code-without-node',
    comment: 'The page and what it is made of have no Node.',
    from: { path: '^(apps/console|libs/realtime-client)/src/', pathNot: tests },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'broker-client-in-event-broker-only',
    comment: 'Everything else publishes and reads through the EventBroker seam.',
    from: { pathNot: '^libs/(event-broker|testing)/' },
    to: { path: npm('amqplib', 'amqp-connection-manager') },
  },
  {
    name: 'jose-in-access-token-only',
    comment: 'One place decides what makes a token valid.',
    from: { pathNot: '^libs/access-token/' },
    to: { path: npm('jose') },
  },
  {
    name: 'sockets-in-gateway-only',
    comment: 'Who works on the business never touches a socket.',
    from: { ...production, pathNot: [...tests, '^apps/realtime-gateway/'] },
    to: {
      path: npm(
        'socket\\.io(-parser)?',
        'ws',
        '@socket\\.io',
        '@nestjs/(websockets|platform-socket\\.io|microservices)',
      ),
    },
  },
  {
    name: 'gateway-is-generic',
    comment: 'The gateway delivers definitions of the catalogue; it has no code for an event.',
    from: { path: '^apps/realtime-gateway/src/', pathNot: tests },
    to: { path: '(^|/)libs/realtime-contracts/src/events/' },
  },
];

const modules = '^apps/core-api/src/modules/';
const demo = `${modules}demo/`;
/** Files of modules that a rule passes over; each must exist. */
export const exceptions = {
  /** What a module offers to others beside its `<module>.module.ts`: adding to it is a decision. */
  offered: [
    'alerts/alert-settings.repository.ts',
    'branches/branch.repository.ts',
    'chat/help-tickets.ts',
    'customers/customer-accounts.ts',
    'identity/organization.repository.ts',
    'identity/people.ts',
    'inventory/product.repository.ts',
    'inventory/stock-ledger.ts',
    'inventory/stock-level.repository.ts',
    'inventory/stock-reservations.ts',
    'inventory/warehouse.repository.ts',
    'orders/refund.repository.ts',
    'pos/sale.repository.ts',
    'pos/sales.ts',
    'pos/workstation.repository.ts',
    'visitors/connection-states.ts',
  ],
  /** Without a role suffix, and yet no decision: they are injected. */
  injected: [
    'chat/channel-command.ts',
    'chat/help-tickets.ts',
    'chat/message-history.ts',
    'chat/message-reading.ts',
    'chat/message-sending.ts',
    'chat/partners.ts',
    'chat/send-limits.ts',
    'chat/ticket-command.ts',
    'customers/customer-accounts.ts',
    'identity/credentials.ts',
    'identity/passwords.ts',
    'identity/people.ts',
    'identity/session-starts.ts',
    'identity/sign-in-limits.ts',
    'identity/token-issuer.ts',
    'inventory/count-session-command.ts',
    'inventory/stock-ledger.ts',
    'inventory/stock-reservations.ts',
    'orders/order-command.ts',
    'orders/ordered-goods.ts',
    'orders/own-order-limits.ts',
    'pos/cart-command.ts',
    'pos/sales.ts',
    'visitors/connection-states.ts',
    'visitors/visitor-entrance.ts',
    'visitors/visitor-limits.ts',
    'visitors/visitor-tokens.ts',
    'visitors/visits.ts',
  ],
};
const files = (names) => names.map((name) => `${modules}${name.replaceAll('.', '\\.')}$`);
/** A file of a module without a role suffix (`cart.ts`, not `cart.repository.ts`) decides. */
const decisions = {
  path: `${modules}([^/]+)/[^/.]+\\.ts$`,
  pathNot: [...files(exceptions.injected), demo],
};

const coreApi = [
  {
    name: 'platform-below-modules',
    comment:
      'The platform has no business word. Only the table of error codes collects those of the modules.',
    from: { path: '^apps/core-api/src/platform/', pathNot: [...tests, '/errors/error-codes\\.ts$'] },
    to: { path: modules },
  },
  {
    name: 'modules-stand-alone',
    comment:
      'A module uses another by its module file or by what it offers. Demo data fills the tables of all.',
    from: { path: `${modules}([^/]+)/`, pathNot: demo },
    to: {
      path: modules,
      pathNot: [`${modules}$1/`, `${modules}([^/]+)/[^/]+\\.module\\.ts$`, ...files(exceptions.offered)],
    },
  },
  {
    name: 'decisions-are-pure',
    comment:
      'A decision knows its own types, its errors, the catalogue, and what the platform decides: no Nest, no clock, no database.',
    from: decisions,
    to: {
      pathNot: [
        `${modules}$1/`,
        '^apps/core-api/src/platform/(errors/|money/|clock/business-day\\.ts$|commands/person\\.ts$)',
        '(^|/)libs/realtime-contracts/',
        '^(node:)?crypto$',
      ],
    },
  },
  {
    name: 'decisions-run-nothing-else',
    comment: 'Of the files of its module that are no decisions, a decision may know the types.',
    from: decisions,
    to: { path: `${modules}$1/`, pathNot: `${modules}$1/[^/.]+\\.ts$`, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'controllers-know-no-storage',
    comment: 'A controller is a route, a schema, a permission and one execute().',
    from: { path: `${modules}.*\\.controller\\.ts$` },
    to: {
      path: [
        '\\.(schema|repository)\\.ts$',
        '^apps/core-api/src/platform/(database|outbox)/',
        npm('drizzle-orm'),
        '(^|/)libs/event-broker/',
      ],
    },
  },
  {
    name: 'handlers-know-no-transport',
    comment: 'A command or query works the same whoever sends it: no broker, no HTTP, no controller.',
    from: { path: '\\.(command|query)\\.ts$' },
    to: {
      path: [
        '(^|/)libs/event-broker/',
        '\\.controller\\.ts$',
        '^apps/core-api/src/platform/http/',
        npm('express', '@nestjs/(platform-express|swagger)'),
      ],
      // What a list asks for is part of its query.
      pathNot: '/platform/http/(paging|time-inputs)\\.ts$',
    },
  },
  {
    name: 'drivers-behind-the-database',
    comment: 'PostgreSQL and PGlite are two implementations of one seam.',
    from: { path: '^apps/[^/]+/src/', pathNot: [...tests, '^apps/core-api/src/platform/database/'] },
    to: {
      path: npm('pg', '@electric-sql/pglite', 'drizzle-orm/(node-postgres|pglite)'),
      dependencyTypesNot: ['type-only'],
    },
  },
];

export default {
  forbidden: [...everywhere, ...packages, ...coreApi].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(apps|libs)/[^/]+/dist/', '^libs/testing/boundary-fixtures/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@business-control/source', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
