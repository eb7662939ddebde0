import '../identity/user.repository.js';
