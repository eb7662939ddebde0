import '../../modules/pos/cart.js';
