"""What seeded case documents and configurations are made of; tests/oracle/generate.py puts them together."""
