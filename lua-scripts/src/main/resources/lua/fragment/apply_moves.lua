--[[
fragment/apply_moves   Runs commands in order. When one fails (a key holds another type, no permission, no memory), takes back what the ones before it did and returns the refusal; else nil.
Nothing has to be looked at beforehand: a key is only asked for its type when it has the wrong one.
]]
-- @include fragment/refused
-- @include fragment/take_back
local function apply_moves(moves, id)
  local replies = #moves > 1 and {nil, nil, nil, nil, nil, nil, nil, nil} -- with room
  for i = 1, #moves do
    local move = moves[i]
    local reply = redis.pcall(unpack(move))
    if type(reply) == 'table' and reply.err then
      for j = i - 1, 1, -1 do take_back(moves[j], replies[j], id) end
      return refused(move[2], reply)
    end
    if replies then replies[i] = reply end
  end
  return nil
end
