"""haqiba: a campaign is a folder; haqiba turns the folder into a bag.

The way, and the verb of each folder that goes it:

    from haqiba.read import read              folder -> Campaign, findings
    from haqiba.edition import editions       Campaign -> editions, findings
    from haqiba.check import check            editions -> findings
    from haqiba.makers import makers          who makes which kind of piece
    from haqiba.build import plan, run        editions -> files
    from haqiba.bag import pack, verify       files -> bag; bag -> findings
    from haqiba.write import ...              a change -> the folder

Imports run down only: campaign | look < read | write | edition < check < makers < build;
bag stands on campaign alone; cli and show stand on all. The verbs are not names of this module:
`haqiba.read` is a folder already, and importing one must not import all.
"""

__version__ = "0.1.0"
