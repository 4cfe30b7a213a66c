--[[
fragment/move_place   Keeps the numbers of those dead letters of a partition that are ahead of the group's place: the others are behind it for good.
]]
local function move_place(lease, number, buried)
  local ahead = {}
  for one in string.gmatch(buried, '%d+') do
    if tonumber(one) > tonumber(number) then ahead[#ahead + 1] = one end
  end
  if #ahead > 0 then redis.call('HSET', lease, 'b', table.concat(ahead, ' ')) else redis.call('HDEL', lease, 'b') end
end
