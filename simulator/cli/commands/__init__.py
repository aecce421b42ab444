"""The commands, a module each, imported only when it is asked for.

Each has a frozen dataclass `Options`, whose fields are the arguments that its parser accepts, and `run(context, options)`,
which returns an exit code. A command must not import another one: what two of them need has its own module in
`simulator.cli`.
"""
