const js = require("@eslint/js");
const globals = require("globals");

module.exports = [
  { ignores: ["var/**"] },
  js.configs.recommended,
  {
    languageOptions: {
      ecmaVersion: 2024,
      sourceType: "module",
      globals: { ...globals.browser, luxon: "readonly", odoo: "readonly" },
    },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "no-shadow": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
];
