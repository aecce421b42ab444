"""What tests share: stages to play on, clocks, scenarios, and the commands of a user."""
