import type { Role } from '../identity/roles.js';

export const DEMO_PASSWORD = 'demo1234';

interface DemoPerson {
  readonly mailbox: string;
  readonly displayName: string;
  readonly role: Role;
}

/** SKU, name, price in minor units, tax rate in hundredths of a percent, units in stock. */
type DemoProduct = readonly [
  sku: string,
  name: string,
  unitPrice: number,
  taxRate: number,
  available: number,
];

export interface DemoOrganization {
  readonly slug: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly people: readonly DemoPerson[];
  readonly workstations: readonly string[];
  readonly products: readonly DemoProduct[];
}

/** One of each role, in every organization. */
const people: readonly DemoPerson[] = [
  { mailbox: 'admin', displayName: 'Admin', role: 'admin' },
  { mailbox: 'manager', displayName: 'Manager', role: 'manager' },
  { mailbox: 'cashier', displayName: 'Cashier', role: 'cashier' },
  { mailbox: 'warehouse', displayName: 'Warehouse', role: 'warehouse' },
  { mailbox: 'support', displayName: 'Support', role: 'support' },
  { mailbox: 'sales', displayName: 'Sales agent', role: 'sales-agent' },
];

const acme: DemoOrganization = {
  slug: 'acme',
  name: 'Acme Coffee & Deli',
  currency: 'EUR',
  timeZone: 'Europe/Amsterdam',
  people,
  workstations: ['Counter 1', 'Counter 2', 'Terrace'],
  products: [
    ['COF-ESP-250', 'Espresso beans 250 g', 895, 900, 120],
    ['COF-FIL-250', 'Filter roast 250 g', 845, 900, 96],
    ['COF-DEC-250', 'Decaf beans 250 g', 925, 900, 40],
    ['TEA-EAR-100', 'Earl Grey 100 g', 650, 900, 64],
    ['DRK-FLAT', 'Flat white', 390, 900, 500],
    ['DRK-CAPP', 'Cappuccino', 370, 900, 500],
    ['DRK-LEMON', 'Home-made lemonade', 340, 900, 200],
    ['BAK-CROIS', 'Butter croissant', 245, 900, 48],
    ['BAK-APPLE', 'Apple pie, slice', 425, 900, 32],
    ['DEL-BRIE', 'Brie & walnut sandwich', 795, 900, 24],
    ['DEL-HUMM', 'Hummus bowl', 1_050, 900, 18],
    ['WIN-RIOJA', 'Rioja Crianza 0.75 l', 1_295, 2_100, 60],
    ['MUG-STONE', 'Stoneware mug', 1_450, 2_100, 35],
    ['EQP-V60', 'V60 dripper, ceramic', 2_495, 2_100, 14],
    ['EQP-GRIND', 'Hand grinder', 7_900, 2_100, 6],
  ],
};

const globex: DemoOrganization = {
  slug: 'globex',
  name: 'Globex Home & Garden',
  currency: 'GBP',
  timeZone: 'Europe/London',
  people,
  workstations: ['Main checkout', 'Garden centre'],
  products: [
    ['GRD-SPADE', 'Digging spade', 2_499, 2_000, 30],
    ['GRD-SECAT', 'Secateurs', 1_850, 2_000, 45],
    ['GRD-HOSE25', 'Garden hose 25 m', 2_995, 2_000, 20],
    ['GRD-COMP40', 'Compost 40 l', 699, 2_000, 150],
    ['SEED-TOM', 'Tomato seeds', 249, 0, 300],
    ['SEED-BASIL', 'Basil seeds', 199, 0, 280],
    ['PLT-LAV', 'Lavender, 2 l pot', 895, 2_000, 60],
    ['HOM-LAMP', 'Desk lamp', 3_450, 2_000, 16],
    ['HOM-THROW', 'Wool throw', 4_900, 2_000, 12],
    ['HOM-CANDLE', 'Beeswax candle', 1_200, 2_000, 80],
    ['TLS-DRILL', 'Cordless drill 18 V', 8_999, 2_000, 9],
    ['TLS-TAPE5', 'Tape measure 5 m', 799, 2_000, 70],
  ],
};

export const demoOrganizations: readonly DemoOrganization[] = [acme, globex];
