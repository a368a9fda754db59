"""A definition of 300 tasks as people write them, for what is measured of large ones: calls,
approvals, branches, loops, attempts, nested, with comments.

Never: one that couldn't be published; its lint finds no error.
"""

from __future__ import annotations

from string import Template

NAMESPACE = "bench"
NAME = "large"
GROUPS = 20
TASKS_OF_GROUP = 15
TASKS = GROUPS * TASKS_OF_GROUP

_HEAD = """\
document:
  dsl: '1.0.3'
  namespace: bench
  name: large
  version: 1.0.0
  title: Many orders
input:
  schema:
    document:
      type: object
      properties:
        item: { type: string, title: Item }
        cost: { type: number, title: Cost }
do:
"""

_GROUP = Template("""\
  # Order $n
  - note$n:
      set:
        item: '$${ .item }'
        cost: '$${ .cost }'
        step: $n
  - fetch$n:
      call: http
      with:
        method: get
        endpoint: { uri: 'https://orders.example.com/items/$n' }
      output:
        as: '{ item: .item, cost: .cost, seen: $n }'
  - choose$n:
      switch:
        - cheap: { when: .cost < 100, then: each$n }
        - dear: { then: ask$n }
  - ask$n:
      call: approval:1.0.0@default
      with:
        subject: 'Order $n of the day' # who reads it knows
        approvers:
          - manager: 1
        due: P5D
      output:
        as: '{ item: "ordered", cost: $n }'
  - each$n:
      for: { each: line, in: '[1, 2, 3]' }
      do:
        - weigh$n: { set: { item: '$${ $$line }', cost: 1 } }
        - send$n:
            call: http
            with:
              method: post
              endpoint: { uri: 'https://orders.example.com/lines/$n' }
              body: { line: '$${ $$line }' }
            output:
              as: '{ item: "sent", cost: $n }'
  - attempt$n:
      try:
        - pay$n:
            call: http
            with:
              method: post
              endpoint: { uri: 'https://bank.example.com/payments' }
            output:
              as: '{ item: "paid", cost: $n }'
      catch:
        errors: { with: { status: 503 } }
        as: error
        do:
          - regret$n: { set: { item: unpaid, cost: $n } }
  - aside$n:
      fork:
        branches:
          - left$n: { set: { item: left, cost: $n } }
          - right$n:
              do:
                - inner$n: { set: { item: right, cost: $n } }
  - pause$n:
      wait: PT1H
""")


def large() -> str:
    return _HEAD + "".join(_GROUP.substitute(n=number) for number in range(GROUPS))
