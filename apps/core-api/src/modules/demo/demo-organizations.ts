import type { Role } from '../identity/roles.js';

export const DEMO_PASSWORD = 'demo1234';

interface DemoPerson {
  readonly mailbox: string;
  readonly displayName: string;
  readonly role: Role;
}

/** SKU, name; price and cost in minor units; tax rate in hundredths of a percent; units; days it still keeps, if not for ever. */
type DemoProduct = readonly [
  sku: string,
  name: string,
  unitPrice: number,
  unitCost: number,
  taxRate: number,
  minimumStock: number,
  shopFloor: number,
  backRoom: number,
  keepsDays?: number,
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
  { mailbox: 'customer', displayName: 'Customer', role: 'customer' },
];

const acme: DemoOrganization = {
  slug: 'acme',
  name: 'Acme Coffee & Deli',
  currency: 'EUR',
  timeZone: 'Europe/Amsterdam',
  people,
  workstations: ['Counter 1', 'Counter 2', 'Terrace'],
  products: [
    ['COF-ESP-250', 'Espresso beans 250 g', 895, 480, 900, 40, 320, 600, 45],
    ['COF-FIL-250', 'Filter roast 250 g', 845, 455, 900, 30, 260, 480, 45],
    ['COF-DEC-250', 'Decaf beans 250 g', 925, 510, 900, 30, 24, 36, -2],
    ['TEA-EAR-100', 'Earl Grey 100 g', 650, 290, 900, 20, 180, 240],
    ['DRK-FLAT', 'Flat white', 390, 95, 900, 100, 5_000, 0],
    ['DRK-CAPP', 'Cappuccino', 370, 90, 900, 100, 5_000, 0],
    ['DRK-LEMON', 'Home-made lemonade', 340, 70, 900, 50, 900, 300, 5],
    ['BAK-CROIS', 'Butter croissant', 245, 80, 900, 40, 600, 400, 1],
    ['BAK-APPLE', 'Apple pie, slice', 425, 140, 900, 20, 400, 0, 2],
    ['DEL-BRIE', 'Brie & walnut sandwich', 795, 310, 900, 20, 800, 200, 2],
    ['DEL-HUMM', 'Hummus bowl', 1_050, 420, 900, 15, 300, 100, 4],
    ['WIN-RIOJA', 'Rioja Crianza 0.75 l', 1_295, 640, 2_100, 24, 180, 360],
    ['MUG-STONE', 'Stoneware mug', 1_450, 600, 2_100, 12, 120, 144],
    ['EQP-V60', 'V60 dripper, ceramic', 2_495, 1_250, 2_100, 8, 60, 40],
    ['EQP-GRIND', 'Hand grinder', 7_900, 4_300, 2_100, 8, 6, 4],
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
    ['GRD-SPADE', 'Digging spade', 2_499, 1_150, 2_000, 10, 160, 200],
    ['GRD-SECAT', 'Secateurs', 1_850, 820, 2_000, 12, 220, 200],
    ['GRD-HOSE25', 'Garden hose 25 m', 2_995, 1_400, 2_000, 10, 140, 120],
    ['GRD-COMP40', 'Compost 40 l', 699, 310, 2_000, 60, 700, 1_200],
    ['SEED-TOM', 'Tomato seeds', 249, 60, 0, 80, 900, 1_500, 20],
    ['SEED-BASIL', 'Basil seeds', 199, 50, 0, 80, 900, 1_500, 300],
    ['PLT-LAV', 'Lavender, 2 l pot', 895, 350, 2_000, 20, 240, 120, 6],
    ['HOM-LAMP', 'Desk lamp', 3_450, 1_600, 2_000, 6, 90, 60],
    ['HOM-THROW', 'Wool throw', 4_900, 2_300, 2_000, 6, 80, 60],
    ['HOM-CANDLE', 'Beeswax candle', 1_200, 430, 2_000, 25, 400, 600],
    ['TLS-DRILL', 'Cordless drill 18 V', 8_999, 5_200, 2_000, 10, 9, 3],
    ['TLS-TAPE5', 'Tape measure 5 m', 799, 260, 2_000, 20, 300, 300],
  ],
};

export const demoOrganizations: readonly DemoOrganization[] = [acme, globex];
