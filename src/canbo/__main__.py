from canbo.config.cli import main

main()
