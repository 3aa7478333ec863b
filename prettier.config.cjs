// The tools live in an environment of their own, found by NODE_PATH: only `require`
// honours it, hence the .cjs configuration files.
module.exports = {
  plugins: [require.resolve("@prettier/plugin-xml")],
  printWidth: 88,
  bracketSpacing: true,
  proseWrap: "preserve",
  trailingComma: "es5",
  xmlSelfClosingSpace: true,
  xmlWhitespaceSensitivity: "preserve",
  overrides: [
    { files: "*.js", options: { tabWidth: 4 } },
    { files: "*.xml", options: { tabWidth: 4 } },
    { files: "*.scss", options: { tabWidth: 4 } },
  ],
};
